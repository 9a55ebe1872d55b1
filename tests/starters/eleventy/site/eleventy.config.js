export default async function (eleventyConfig) {}
