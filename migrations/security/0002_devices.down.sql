-- Takes back: devices and attempts to sign in.

drop table governance.device_login_attempts;
drop table governance.registered_devices;
