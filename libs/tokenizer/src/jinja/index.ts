export { JinjaTemplate, type Rendered, type RenderVariables, type Span } from './jinja-template.js';
