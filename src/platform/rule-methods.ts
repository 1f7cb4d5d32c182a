/** The methods that rules know. A preflight (OPTIONS) stays as the browser makes it. */
export const ruleMethods = ['connect', 'delete', 'get', 'head', 'patch', 'post', 'put'] as const;
