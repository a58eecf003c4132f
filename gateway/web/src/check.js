// The form of the first page that has a draft checked: sends the file itself, shows the findings.

const WORDS = { ERROR: '错误 error', WARNING: '警告 warning', NOTICE: '提醒 notice' };
const form = document.getElementById('check');
const checked = document.getElementById('checked');

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function whereabouts(figure) {
  const parts = [figure.section, figure.page && `第 ${figure.page} 页`, figure.table && `第 ${figure.table} 表`];
  const seen = figure.confidence != null && '识别自图像 recognised in a picture';
  return [...parts, figure.row, figure.column, seen].filter(Boolean).join('，');
}

function evidence(figure) {
  const value = figure.value == null ? '空白 blank' : `${figure.value} ${figure.unit}`;
  const quote = element('blockquote', `${figure.label} = ${value}：「${figure.quote}」`);
  const place = whereabouts(figure);
  if (place) quote.append(element('small', `（${place}）`));
  return quote;
}

function finding(found) {
  const item = element('li');
  item.append(element('strong', `${WORDS[found.severity]} ${found.identity}`, found.severity === 'ERROR' ? 'error' : ''));
  item.append(element('div', found.message));
  const english = element('div', found.message_en);
  english.lang = 'en';
  item.append(english, ...found.quotes.map((quote) => element('blockquote', `「${quote}」`)), ...found.evidence.map(evidence));
  return item;
}

function show(told) {
  const counts = Object.entries(told.counts).map(([severity, count]) => `${WORDS[severity]} ${count}`).join('，');
  const list = element('ol');
  list.append(...told.findings.map(finding));
  checked.replaceChildren(element('p', `${told.title}：数据 figures ${told.statistics.length}；${counts}`), list);
}

async function check() {
  const file = form.elements.file.files[0];
  const place = form.elements.place.value.trim();
  const asked = new URLSearchParams({ name: file.name, ...(place && { place }) });
  const response = await fetch(`/v1/check?${asked}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  });
  const told = await response.json();
  if (!response.ok) throw new Error(told.detail ?? told.errors?.[0].message ?? response.statusText);
  show(told);
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = form.querySelector('button');
  button.disabled = true;
  checked.textContent = '正在读取…… Reading…';
  try {
    await check();
  } catch (error) {
    checked.replaceChildren(element('p', `不能核对 Could not check: ${error.message}`, 'error'));
  } finally {
    button.disabled = false;
  }
});
