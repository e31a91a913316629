/** As much of a page's tree as is read here; the project is compiled without the browser's own types. */
export interface Node {
  readonly nodeType: number;
  readonly nodeValue: string | null;
  readonly textContent: string | null;
  readonly firstChild: Node | null;
  readonly nextSibling: Node | null;
  readonly parentNode: Node | null;
  appendChild(child: Node): unknown;
}

export interface Element extends Node {
  readonly localName: string;
  readonly parentElement: Element | null;
  readonly previousElementSibling: Element | null;
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
  querySelector(selector: string): Element | null;
}

export interface Document extends Node {
  readonly documentElement: Element | null;
  createElement(name: string): Element;
  normalize(): void;
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): ArrayLike<Element> & Iterable<Element>;
}
