/** The way from a dyad to the form of a rule about it: the shipped rule that tells when the flag turns. */
export const tellMe = (dyad: string): string => `/alerts?dyad=${dyad}&like=turned`;
