-- Coded values bear a checksum from now on (server/store/packedDays.ts); rows of before stay, and are read as they are.
comment on column published_stretch.packed is 'coded, with a checksum, or plain doubles where the length is a multiple of 8';
