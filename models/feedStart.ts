/** Days back from which a feed is fetched when nobody says more: enough to see a line, and fetched within minutes (2,880 files of GDELT, some 300 MB). */
export const FIRST_FEED_DAYS = 30;
