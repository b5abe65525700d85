// Lists the texts of the page as JSON: those that are `said` in the page's language, and those that are left `bare`.
// Said are texts in t('…'), and those of constants, labels and the like, which what shows them looks up.
import { readdirSync, readFileSync } from 'node:fs';
import { parseAst } from 'vite';

/** Properties whose texts are looked up, wherever they are. */
const LOOKED_UP = new Set([
  'label',
  'description',
  'hint',
  'hindrance',
  'keywords',
  'what',
  'kept',
  'advice',
  'purpose',
  'word',
  'sign',
]);
/** Properties whose texts are names for programs. */
const NAMES = new Set(['name', 'group', 'groups', 'icon', 'keys', 'native', 'kind', 'value', 'key', 'file']);
/** Files whose functions answer texts that are looked up. */
const ANSWERS =
  /\.commands\.ts$|^commands\/(operation-places|needs)\.ts$|\.source\.ts$|^(errors|resource-timing)\.ts$/;
/** Rooms without words for people, and errors that only scripts can make. */
const SILENT =
  /^(node_modules|generated|bench|engine)\/|^viewport\/blend-modes|^arguments\.ts$|^journal\/journal-file|\.d\.ts$|\.styles\.ts$|^vite\.config\.ts$/;
/** Attributes that people read or hear. */
const READ = /\s(label|title|aria-label|placeholder|alt)=("[^"]*"|'[^']*')/g;
/** What looks like a word and is a key, an event, a header or a name. */
const OTHER =
  /^((Mod|Alt|Shift|Control)\+.*|Mod|Alt|Shift|Ctrl|Control|Meta|AltGraph|CapsLock|Dead|Process|Escape|Esc|Enter|Backspace|Delete|Tab|Home|End|Page\w+|Arrow\w*|Curves|Space|Files|\w+Error|Cross-Origin-.*|Content-(Length|Type)|Authorization|Bearer|Retry-After|SwiftShader|Microsoft Basic Render Driver|Full HD|Letter|FotoFun|OpenRaster|WebP|SHA-256 |px|sRGB|fx)$/;

const isText = (text) => /^[A-Z].*[a-z]{2}/s.test(text) && (!/[=_;({<]/.test(text) || / .*\.$/s.test(text));

const said = [];
const bare = [];
for (const file of readdirSync('.', { recursive: true })
  .map((each) => each.replaceAll('\\', '/'))
  .sort()) {
  if (!file.endsWith('.ts') || SILENT.test(file)) continue;
  const source = readFileSync(file, 'utf8');
  const add = (list, node, text) =>
    list.push({ text, file, line: source.slice(0, node.start).split('\n').length });

  /** `role`: what is done with a literal that stands here. */
  const visit = (node, role) => {
    if (Array.isArray(node)) return node.forEach((each) => visit(each, role));
    if (typeof node?.type !== 'string') return;
    const handle = handlers[node.type];
    if (handle) handle(node, role);
    else for (const key of Object.keys(node)) visit(node[key], role);
  };
  const literal = (node, text, role) => {
    if ((role === 'said' && text) || (role === 'word' && /[a-z]/i.test(text))) add(said, node, text);
    else if (OTHER.test(text)) return;
    else if (role === 'label' && isText(text)) add(said, node, text);
    else if (role === 'code' && isText(text)) add(bare, node, text);
  };
  const call = (node, role) => {
    const name = node.callee.name ?? node.callee.property?.name ?? '';
    if (node.type === 'NewExpression' && name === 'Error') return;
    if (name === 't') return (visit(node.arguments[0], 'said'), visit(node.arguments.slice(1), 'code'));
    visit(node.callee, role);
    visit(node.arguments, name === 'FotoFunError' ? 'label' : role);
  };
  const enter = (node, role) => {
    const inside = role === 'word' || ANSWERS.test(file) ? 'label' : 'code';
    visit(
      [node.params, node.body],
      node.type === 'ArrowFunctionExpression' && node.expression ? role : inside,
    );
  };
  const property = ({ key, value }, role) => {
    const name = key.name ?? '';
    visit(value, LOOKED_UP.has(name) ? 'word' : NAMES.has(name) ? 'name' : role);
  };
  const handlers = {
    ImportDeclaration: () => {},
    TSLiteralType: () => {},
    MemberExpression: (node, role) => visit(node.object, role),
    BinaryExpression: (node, role) => visit([node.left, node.right], node.operator === '+' ? role : 'name'),
    SwitchCase: (node, role) => visit(node.consequent, role),
    ConditionalExpression: (node, role) => {
      visit(node.test, 'name');
      visit([node.consequent, node.alternate], role);
    },
    CallExpression: call,
    NewExpression: call,
    FunctionExpression: enter,
    FunctionDeclaration: enter,
    ArrowFunctionExpression: enter,
    ClassDeclaration: (node) => visit(node.body, 'code'),
    Property: property,
    PropertyDefinition: property,
    Literal: (node, role) => typeof node.value === 'string' && literal(node, node.value, role),
    TemplateLiteral: (node, role) => {
      for (const part of node.quasis)
        if (role !== 'name' && isText(part.value.raw)) add(bare, part, part.value.raw);
      visit(node.expressions, 'code');
    },
    TaggedTemplateExpression: ({ tag, quasi }) => {
      if (tag.name === 'html') template(quasi);
      visit(quasi.expressions, 'code');
    },
  };
  /** What stands plainly in a template, and is no value. */
  const template = (node) => {
    const text = node.quasis.map(({ value }) => value.raw).join('${}');
    for (const [, , value] of text.matchAll(READ)) if (/[a-z]{2}/i.test(value)) add(bare, node, value);
    const plain = text.replaceAll(/<!--.*?-->/gs, '').replaceAll(/<[^>]*>/g, '\n');
    for (const line of plain.split('\n').map((each) => each.trim()))
      if (/[a-z]{2}/i.test(line) && !OTHER.test(line)) add(bare, node, line.trim());
  };
  visit(parseAst(source, { lang: 'ts' }), 'label');
}
console.log(JSON.stringify({ said, bare }));
