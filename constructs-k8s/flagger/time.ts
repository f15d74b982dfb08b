/** Seconds as Flagger's schemas take them: minutes or seconds, and no hours. */
export const flaggerTime = (seconds: number): string => {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole % 60 === 0 ? `${whole / 60}m` : `${whole}s`;
};
