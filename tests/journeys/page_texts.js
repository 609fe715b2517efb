// The texts of a page, block by block, as a reader would meet them: what stands in it, in its attributes and its title.
() => {
  const silent = "script, style, template, noscript, code, kbd, samp, cite, svg, [lang]:not(html)";
  const blocks = "address,article,aside,blockquote,body,dd,details,dialog,div,dl,dt,fieldset,figcaption,figure,footer," +
    "form,h1,h2,h3,h4,h5,h6,header,legend,li,main,nav,ol,optgroup,option,p,section,select,summary,table,tbody,td,tfoot,th," +
    "thead,tr,ul,label,button,output";
  const texts = [document.title];
  let block = null, text = "";
  const end = () => {
    if (text.trim()) texts.push(text.replace(/\s+/g, " ").trim());
    text = "";
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest(silent)) continue;
    const own = node.parentElement.closest(blocks);
    if (own !== block) end();
    block = own;
    text += " " + node.data;
  }
  end();
  for (const element of document.querySelectorAll("[placeholder], [aria-label], [title], [alt], [data-label], [data-confirm], [aria-description]")) {
    if (element.closest(silent)) continue;
    for (const name of ["placeholder", "aria-label", "title", "alt", "data-label", "data-confirm", "aria-description"]) {
      if (element.getAttribute(name)) texts.push(element.getAttribute(name));
    }
  }
  return texts;
}
