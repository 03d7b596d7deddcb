-- Published values are written in fewer bytes from now on (server/store/packedDays.ts); rows of before stay, and are read as they are. A program that
-- cannot read the new ones does not know this migration, and refuses the database.
comment on column published_stretch.packed is 'coded, or plain doubles where the length is a multiple of 8';
