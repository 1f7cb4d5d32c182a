/**
 * Where browsers differ, and nothing else. Each entry can be deleted the day its reason is gone.
 * `import.meta.env.FIREFOX` is a constant of the build.
 */

/**
 * Firefox applies a blocking rule before `webRequest` sees the request, so the callback's URL would be lost; but it lets a
 * `webRequest` listener stop the request itself, which Chromium took away with Manifest V3.
 */
export const stopsInWebRequest: boolean = import.meta.env.FIREFOX === true;

/** Firefox does not apply header rules to `navigator.sendBeacon` (measured in Firefox 153). */
export const beaconsEscapeRules: boolean = import.meta.env.FIREFOX === true;
