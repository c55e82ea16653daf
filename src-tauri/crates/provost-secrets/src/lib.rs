//! The secrets of connections, in the keyring of the operating system and nowhere else.
