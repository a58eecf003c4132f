// GraphiQL over our own endpoint, with the examples beside it: one click loads one and runs it.
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './explorer.css';
import { ToolbarButton, useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { examples } from './examples.js';

const address = new URL(window.location.href);
const endpoint = new URL('/graphql', address);
const socket = new URL('/graphql', address);
socket.protocol = socket.protocol.replace('http', 'ws');

const fetcher = createGraphiQLFetcher({ url: endpoint.href, subscriptionUrl: socket.href });

function Examples() {
  const editor = useGraphiQL((state) => state.queryEditor);
  const variables = useGraphiQL((state) => state.variableEditor);
  const answer = useGraphiQL((state) => state.responseEditor);
  const { run } = useGraphiQLActions();
  // The editors come up one by one; a query set before all of them are there would not run.
  const ready = Boolean(editor && variables && answer);
  const show = (query) => {
    variables.setValue('');
    editor.setValue(query);
    run();
  };
  return (
    <section className="examples" aria-label="示例 Examples">
      <h2>示例 Examples</h2>
      <p>点一下即载入并运行。 One click loads a query and runs it.</p>
      <ol>
        {examples.map((example) => (
          <li key={example.id} lang={example.language}>
            <button type="button" data-example={example.id} disabled={!ready} onClick={() => show(example.query)}>
              <strong>{example.title}</strong>
              <span>{example.purpose}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

const ExamplesIcon = () => (
  <svg viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.3" aria-hidden="true">
    <path d="M3 2.5h7.5L13 5v8.5H3zM5.5 7h5M5.5 9.5h5M5.5 12h3" />
  </svg>
);

const LinkIcon = () => (
  <svg className="graphiql-toolbar-icon" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.3" aria-hidden="true">
    <path d="M6.5 9.5l3-3M7.5 4.5l1.6-1.6a2.8 2.8 0 0 1 4 4L11.5 8.5M8.5 11.5l-1.6 1.6a2.8 2.8 0 0 1-4-4L4.5 7.5" />
  </svg>
);

const plugin = { title: '示例 Examples', icon: ExamplesIcon, content: Examples };

function ShareLink() {
  const editor = useGraphiQL((state) => state.queryEditor);
  const variables = useGraphiQL((state) => state.variableEditor);
  const share = async () => {
    const link = new URL('/graphql', window.location.href);
    link.searchParams.set('query', editor?.getValue() ?? '');
    if (variables?.getValue().trim()) link.searchParams.set('variables', variables.getValue());
    window.history.replaceState(null, '', link);
    await navigator.clipboard?.writeText(link.href);
  };
  return (
    <ToolbarButton label="复制本查询的链接 Copy a link to this query" onClick={share}>
      <LinkIcon />
    </ToolbarButton>
  );
}

createRoot(document.getElementById('explorer')).render(
  <GraphiQL
    fetcher={fetcher}
    plugins={[plugin]}
    visiblePlugin={plugin}
    // The first visit and a shared link open on a whole query; GraphiQL's own memory comes after.
    initialQuery={address.searchParams.get('query') ?? undefined}
    initialVariables={address.searchParams.get('variables') ?? undefined}
    defaultQuery={examples[0].query}
    defaultEditorToolsVisibility={false}
    shouldPersistHeaders={false}
  >
    <GraphiQL.Logo>
      <a className="wordmark" href="/">公开 Gongkai</a>
    </GraphiQL.Logo>
    <GraphiQL.Toolbar>
      {({ prettify, copy }) => (
        <>
          {prettify}
          {copy}
          <ShareLink />
        </>
      )}
    </GraphiQL.Toolbar>
  </GraphiQL>,
);
