-- Makes a database ("$1", a name and no parameter, since a utility statement takes none).
create database "$1" template template0 encoding 'UTF8' locale 'C'
