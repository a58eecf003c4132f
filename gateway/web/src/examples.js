// The example queries: files of ../examples, in the order of their names.
// The first comment line is the title, the second says what the answer shows.

const files = import.meta.glob('../examples/*.graphql', { query: '?raw', import: 'default', eager: true });

const comment = (line) => line.replace(/^#\s*/, '');

export const examples = Object.entries(files)
  .sort(([a], [b]) => (a < b ? -1 : 1))
  .map(([path, query]) => {
    const [title, purpose] = query.split('\n');
    return {
      id: path.replace(/^.*\/|\.graphql$/g, ''),
      language: /\.en\.graphql$/.test(path) ? 'en' : 'zh-CN',
      title: comment(title),
      purpose: comment(purpose),
      query,
    };
  });
