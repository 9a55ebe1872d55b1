/** Clark names of the elements that partners read. */
export const ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded";
export const CREATOR = "{http://purl.org/dc/elements/1.1/}creator";
export const ITEM_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language";
export const MODIFIED = "{http://purl.org/dc/terms/}modified";
export const UPDATED = "{http://www.w3.org/2005/Atom}updated";
export const MEDIA_CONTENT = "{http://search.yahoo.com/mrss/}content";
export const MEDIA_THUMBNAIL = "{http://search.yahoo.com/mrss/}thumbnail";
export const MEDIA_CREDIT = "{http://search.yahoo.com/mrss/}credit";
export const RIGHTS = "{http://schemas.ingestion.microsoft.com/common/}hasSyndicationRights";
export const LOGO = "{http://www.smartnews.be/snf}logo";
