// Shows the OpenAPI document of the server this page comes from. Text is only ever set as text.

const METHODS = ["get", "post"];

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Follows references inside of the document. */
function resolve(api, value) {
  let found = value;
  while (found?.$ref?.startsWith("#/")) {
    const path = found.$ref.slice(2).split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
    found = path.reduce((at, part) => at?.[part], api);
  }
  return found ?? {};
}

/** The name of a referenced schema. */
const nameOf = (schema) => schema?.$ref?.split("/").pop();

/** A schema's type in a few words: "integer, 1 to 1000, default 10". */
function typeOf(api, given) {
  const schema = resolve(api, given);
  const words = [];
  const types = [].concat(schema.type ?? []);
  if (schema.const !== undefined) words.push(JSON.stringify(schema.const));
  else if (schema.enum) words.push("one of " + schema.enum.map((value) => String(value)).join(", "));
  else if (types.includes("array")) words.push("array of " + (nameOf(schema.items) ?? typeOf(api, schema.items)));
  else if (nameOf(given) && schema.properties) words.push(nameOf(given));
  else if (schema.oneOf ?? schema.anyOf) words.push((schema.oneOf ?? schema.anyOf).map((one) => nameOf(one) ?? typeOf(api, one)).join(" or "));
  else if (types.length) words.push(types.join(" or "));
  if (schema.format) words.push(schema.format);
  if (schema.minimum !== undefined && schema.maximum !== undefined) words.push(schema.minimum + " to " + schema.maximum);
  else if (schema.minimum !== undefined) words.push("from " + schema.minimum);
  else if (schema.maximum !== undefined) words.push("up to " + schema.maximum);
  if (schema.maxLength) words.push("at most " + schema.maxLength + " characters");
  if (schema.maxItems) words.push((schema.minItems ?? 0) + " to " + schema.maxItems + " of them");
  if (schema.default !== undefined) words.push("default " + schema.default);
  return words.join(", ");
}

function table(heads, rows) {
  return element("table", null,
    element("thead", null, element("tr", null, ...heads.map((head) => element("th", null, head)))),
    element("tbody", null, ...rows.map((row) => element("tr", null, ...row.map((cell) => element("td", null, cell))))));
}

/** A schema's fields, and those of what it is made of. */
function fields(api, given, seen = new Set()) {
  const name = nameOf(given);
  const schema = resolve(api, given);
  const parts = schema.allOf ?? schema.oneOf ?? schema.anyOf ?? [];
  const list = element("div");
  if (name && seen.has(name)) return list;
  if (name) seen.add(name);
  if (schema.properties) {
    const needed = new Set(schema.required ?? []);
    const rows = Object.entries(schema.properties).map(([key, one]) => [
      element("code", null, key),
      typeOf(api, one) + (needed.has(key) ? "" : " (optional)"),
      resolve(api, one).description ?? "",
    ]);
    if (name) list.append(element("h4", null, name));
    list.append(table(["field", "type", "meaning"], rows));
    for (const one of Object.values(schema.properties)) list.append(fields(api, one, seen));
  }
  for (const part of parts) if (nameOf(part)) list.append(fields(api, part, seen));
  if (schema.items) list.append(fields(api, schema.items, seen));
  return list;
}

const shown = (value) => (typeof value === "string" ? value : JSON.stringify(value, null, 2));
const pre = (text) => element("pre", null, element("code", null, text));

function copyable(text) {
  const block = pre(text);
  const button = element("button", { type: "button" }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text); // browsers allow it on https and localhost alone
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(block);
      button.textContent = "Selected";
    }
    setTimeout(() => (button.textContent = "Copy"), 1500);
  });
  return element("div", { class: "copyable" }, block, button);
}

const quoted = (text) => "'" + text.replaceAll("'", "'\\''") + "'";

/** A command that works when it is pasted into a shell. */
function curl(api, path, method, operation) {
  const query = (operation.parameters ?? [])
    .map((given) => resolve(api, given))
    .filter((parameter) => parameter.in === "query" && (parameter.required || parameter.example !== undefined))
    .map((parameter) => parameter.name + "=" + encodeURIComponent(parameter.example ?? ""));
  const base = new URL(api.servers[0].url, location.href);
  const address = new URL("." + path + (query.length ? "?" + query.join("&") : ""), base);
  const answer = Object.keys(resolve(api, Object.values(operation.responses)[0]).content ?? {})[0];
  const parts = ["curl -s" + (answer === "text/event-stream" ? "N" : ""), quoted(address.href)];
  if (answer?.startsWith("image/")) parts.push("-o pixel.gif");
  const content = Object.entries(resolve(api, operation.requestBody).content ?? {})[0];
  if (content) {
    parts.push("-H " + quoted("content-type: " + content[0]));
    const example = content[1].example;
    parts.push("-d " + quoted(typeof example === "string" ? example : JSON.stringify(example ?? {})));
  }
  return method === "post" && !content ? parts.join(" ") + " -X POST" : parts.join(" \\\n  ");
}

/** The codes that an error may have. */
function codes(api, schema) {
  const own = resolve(api, schema);
  const found = own.properties?.error?.properties?.code?.enum ?? [];
  return [...found, ...(own.allOf ?? []).flatMap((part) => codes(api, part))];
}

function examples(content) {
  if (content.example !== undefined) return [pre(shown(content.example))];
  return Object.values(content.examples ?? {}).map((one) => pre(shown(one.value)));
}

function answer(api, status, given) {
  const response = resolve(api, given);
  const block = element("details", null,
    element("summary", null,
      element("span", { class: "status" + (status >= "400" ? " bad" : "") }, status), " ", response.description));
  for (const [name, value] of Object.entries(response.headers ?? {})) {
    const header = resolve(api, value);
    block.append(element("p", null, element("code", null, name), " " + [header.description, typeOf(api, header.schema)].filter(Boolean).join(" ")));
  }
  for (const [type, content] of Object.entries(response.content ?? {})) {
    const known = codes(api, content.schema);
    if (type !== "application/json") block.append(element("p", { class: "dim" }, type));
    if (known.length) block.append(element("p", null, "Codes: ", ...known.flatMap((code) => [element("code", null, code), " "])));
    block.append(...examples(content));
    if (!known.length) block.append(fields(api, content.schema));
  }
  return block;
}

function body(api, given) {
  const request = resolve(api, given);
  const block = element("div", null, element("h4", null, "Body"), element("p", null, request.description ?? ""));
  const types = Object.entries(request.content ?? {});
  block.append(element("p", { class: "dim" }, types.map(([type]) => type).join(" · ")));
  const first = types[0]?.[1];
  if (first?.schema) {
    const details = element("details", null, element("summary", null, "Fields"), fields(api, first.schema));
    if (details.querySelector("table")) block.append(details);
  }
  return block;
}

function parameters(api, list) {
  const rows = list.map((given) => resolve(api, given)).map((parameter) => [
    element("code", null, parameter.name),
    (parameter.content ? "JSON" : typeOf(api, parameter.schema)) + (parameter.required ? "" : " (optional)"),
    parameter.description ?? "",
  ]);
  return element("div", null, element("h4", null, "Parameters"), table(["name", "type", "meaning"], rows));
}

function operationOf(api, path, method, operation) {
  const id = method + path.replaceAll(/[^a-z0-9]+/gi, "-");
  const section = element("section", { id },
    element("h3", null,
      element("span", { class: "method " + method }, method.toUpperCase()), " ", path, " ",
      element("a", { href: "#" + id, class: "dim", "aria-label": "Link to this route" }, "#")),
    element("p", null, operation.summary + ". " + (operation.description ?? "")),
    copyable(curl(api, path, method, operation)));
  if (operation.parameters?.length) section.append(parameters(api, operation.parameters));
  if (operation.requestBody) section.append(body(api, operation.requestBody));
  section.append(element("h4", null, "Answers"));
  for (const [status, response] of Object.entries(operation.responses)) section.append(answer(api, status, response));
  return section;
}

function show(api) {
  document.title = api.info.title;
  const main = document.getElementById("main");
  const contents = document.getElementById("contents");
  main.replaceChildren(element("h1", null, api.info.title), element("p", { class: "dim" }, api.info.summary ?? ""));
  for (const paragraph of (api.info.description ?? "").split("\n\n")) main.append(element("p", null, paragraph));
  main.append(element("p", null, "For machines: ", element("a", { href: "openapi.json" }, "openapi.json"), ", ",
    element("a", { href: "event.schema.json" }, "event.schema.json"), "."));
  for (const tag of api.tags) {
    const sections = [];
    const links = [];
    for (const [path, item] of Object.entries(api.paths)) {
      for (const method of METHODS.filter((one) => item[one]?.tags?.includes(tag.name))) {
        const section = operationOf(api, path, method, item[method]);
        sections.push(section);
        links.push(element("li", { "data-text": (path + " " + item[method].summary).toLowerCase() },
          element("a", { href: "#" + section.id }, element("span", { class: "method " + method }, method.toUpperCase()), " ", path)));
      }
    }
    if (!sections.length) continue;
    main.append(element("h2", null, tag.name), element("p", null, tag.description ?? ""), ...sections);
    contents.append(element("li", { class: "tag" }, tag.name), ...links);
  }
  document.getElementById("filter").addEventListener("input", (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    for (const link of contents.querySelectorAll("li[data-text]")) link.hidden = !link.dataset.text.includes(wanted);
  });
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}

try {
  const response = await fetch("openapi.json");
  if (!response.ok) throw new Error("openapi.json was answered " + response.status);
  show(await response.json());
} catch (error) {
  document.getElementById("main").replaceChildren(element("p", { role: "alert" }, "The document cannot be shown: " + error.message));
}
