/** The content security policy of a built page, read from its own <meta> so that it is written down once. As a
 *  header it also forbids framing, which a <meta> cannot. */
export function policyOf(html) {
  const found = html.match(/http-equiv="Content-Security-Policy" content="([^"]+)"/i);
  if (!found) throw new Error("index.html has no Content-Security-Policy");
  return `${found[1]}; frame-ancestors 'none'`;
}
