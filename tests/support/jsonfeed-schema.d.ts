declare module "jsonfeed-schema" {
  const schema: object;
  export default schema;
}
