const { existsSync } = require('node:fs');

/** Where Debian puts them. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const FONTS = '/usr/share/fonts/truetype/dejavu';

/** Says in one sentence what is missing, before any test runs. */
module.exports = () => {
  const missing = [
    ...(existsSync(CHROMIUM) ? [] : [`Chromium at ${CHROMIUM}`]),
    ...(existsSync(`${FONTS}/DejaVuSans.ttf`) ? [] : [`the DejaVu fonts in ${FONTS}`]),
  ];
  if (missing.length === 0) return;
  throw new Error(
    `The browser suite misses ${missing.join(' and ')}: apt-get install chromium fonts-dejavu-core, or set CHROMIUM to a browser's path.`,
  );
};
module.exports.CHROMIUM = CHROMIUM;
module.exports.FONTS = FONTS;
