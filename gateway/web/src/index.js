// The first page: what is in the store, asked through the public API like any other client.
import './check.js';
import './index.css';

const FORMS = {
  NARRATIVE_2008: '2008 叙述式 prose',
  ANNEX_2014: '2014 统计表 annex',
  TABLES_2019: '2019 表 tables',
  TABLES_2021: '2021 表 tables',
};

const REPORTS = `query Reports($after: String) {
  reports(first: 25, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { node {
      year scope organ format title sourceUrl
      jurisdiction { code name }
      statistics(indicators: ["requests.received"], applicants: [TOTAL]) { value unit recognised }
      findings { severity }
    } }
  }
}`;

const PORTALS = `{ portals { name url adapter healthy lastError reports expectedReports lastSuccessAt } }`;

async function ask(query, variables) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const answer = await response.json();
  if (!answer.data) throw new Error(answer.errors?.map((error) => error.message).join('; ') ?? response.statusText);
  return answer.data;
}

function cell(content, className) {
  const element = document.createElement('td');
  if (className) element.className = className;
  element.append(content ?? '—');
  return element;
}

function link(href, text) {
  const element = document.createElement('a');
  element.href = href;
  element.textContent = text;
  return element;
}

function explorerLink(report) {
  const query = `# ${report.title}
{
  report(jurisdiction: "${report.jurisdiction.code}", year: ${report.year}, scope: ${report.scope}) {
    title publishedOn sourceUrl
    statistics { indicator { code name } applicant value unit qualifier recognised source { section quote table row column page confidence } }
    findings { rule severity message stated expected }
  }
}`;
  return `/graphql?query=${encodeURIComponent(query)}`;
}

// A source is shown as a link only when it is one: the text comes from portals. Addresses of sample
// portals, on a reserved name, exist inside the gateway only.
function sourceCell(url) {
  if (!/^https?:\/\//.test(url)) return cell(url);
  if (new URL(url).hostname.endsWith('.example')) return cell('样例页 sample page');
  const element = link(url, new URL(url).host);
  element.rel = 'noreferrer';
  return cell(element);
}

// A number that was recognised in a scan or picture is not shown like one that the document itself says.
function figureCell(figure) {
  if (figure?.value == null) return cell('—', 'number');
  const shown = cell(`${figure.value.toLocaleString('zh-CN')} ${figure.unit}`, 'number');
  if (figure.recognised) {
    const mark = document.createElement('sup');
    mark.textContent = '图';
    mark.title = '识别自图像，引用前应与原件核对 recognised in a picture, check it against the original';
    shown.append(mark);
  }
  return shown;
}

function reportRow(report) {
  const row = document.createElement('tr');
  const received = report.statistics[0];
  const worst = report.findings.some((finding) => finding.severity === 'ERROR') ? 'number error' : 'number';
  row.append(
    cell(link(explorerLink(report), report.jurisdiction.name)),
    cell(String(report.year)),
    cell(report.scope === 'ORGAN' ? report.organ : '全域 whole place'),
    cell(FORMS[report.format]),
    figureCell(received),
    cell(report.findings.length ? String(report.findings.length) : '—', worst),
    sourceCell(report.sourceUrl),
  );
  return row;
}

function portalRow(portal) {
  const row = document.createElement('tr');
  const state = { true: '正常 healthy', false: `异常 ${portal.lastError ?? ''}`, null: '未运行 not run' }[portal.healthy];
  row.append(
    cell(portal.name),
    cell(portal.adapter),
    cell(state, portal.healthy === false ? 'error' : ''),
    cell(`${portal.reports}${portal.expectedReports ? ` / ${portal.expectedReports}` : ''}`, 'number'),
    cell(portal.lastSuccessAt?.slice(0, 16).replace('T', ' ')),
  );
  return row;
}

function count(label, value) {
  const pair = document.createElement('div');
  const term = document.createElement('dt');
  const number = document.createElement('dd');
  term.textContent = label;
  number.textContent = String(value);
  pair.append(term, number);
  document.getElementById('counts').append(pair);
}

const rows = document.querySelector('#reports tbody');
const more = document.getElementById('more');

async function showReports(after) {
  const { reports } = await ask(REPORTS, { after });
  rows.append(...reports.edges.map(({ node }) => reportRow(node)));
  more.hidden = !reports.pageInfo.hasNextPage;
  more.onclick = () => showReports(reports.pageInfo.endCursor).catch(showProblem);
  return reports;
}

function showProblem(error) {
  const problem = document.getElementById('problem');
  problem.textContent = `读取失败 Could not read: ${error.message}`;
  problem.hidden = false;
}

async function start() {
  const [reports, { portals }] = await Promise.all([showReports(), ask(PORTALS)]);
  document.querySelector('#portals tbody').append(...portals.map(portalRow));
  count('年报 reports', reports.totalCount);
  count('门户 portals', portals.length);
  const years = reports.edges.map(({ node }) => node.year);
  if (years.length) count('最近年度 latest year', Math.max(...years));
}

start().catch(showProblem);
