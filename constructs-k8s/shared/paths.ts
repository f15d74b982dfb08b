const PATH = /^\/(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})*$/;
const FORBIDDEN = /\/\/|\/\.\.?\/|\/\.\.?$|%2f|#/i;

/** A path of a URL that begins with `/`, in which nothing stands for another path. */
export const isUrlPath = (path: string): boolean => PATH.test(path) && !FORBIDDEN.test(path);
