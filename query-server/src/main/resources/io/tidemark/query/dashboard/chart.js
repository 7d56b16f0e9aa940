// The chart: one line, what it is compared with, the bucket that is not over yet dashed.

import {announce, spanName, tooltip} from './chart-text.js';
import {h, set} from './dom.js';
import * as format from './format.js';
import {axisLabel, tickIndexes} from './ticks.js';

let library = null;

/** The library, once; it is not needed for the first sight of the page. */
export function loadLibrary() {
  library ??= new Promise((resolve, reject) => {
    const script = h('script', {src: new URL('chart.umd.min.js', import.meta.url).href});
    script.onload = () => resolve(globalThis.Chart);
    script.onerror = () => {
      library = null;
      reject(new Error('the chart library cannot be loaded'));
    };
    document.head.append(script);
  });
  return library;
}

const crosshair = {
  id: 'crosshair',
  beforeDatasetsDraw({ctx, tooltip: shown, chartArea}, _, options) {
    const active = shown?.getActiveElements?.()[0];
    if (!active) return;
    ctx.save();
    ctx.strokeStyle = options.color;
    ctx.beginPath();
    ctx.moveTo(Math.round(active.element.x) + 0.5, chartArea.top);
    ctx.lineTo(Math.round(active.element.x) + 0.5, chartArea.bottom);
    ctx.stroke();
    ctx.restore();
  },
};

/** A chart; `onPick` gets the point that was clicked. */
export function createChart(onPick) {
  const canvas = h('canvas', {tabindex: '0', role: 'img', 'aria-label': 'Chart, loading'});
  const tip = h('div', {class: 'chart-tip', 'aria-hidden': 'true'});
  const spoken = h('p', {class: 'sr', 'aria-live': 'polite'});
  const element = h('div', {class: 'chart'}, canvas, tip, spoken);
  let chart = null;
  let view = null;

  const color = (name) => getComputedStyle(element).getPropertyValue(name).trim();

  function lines() {
    const {points, previous, metric, nowMs} = view;
    const open = points.findIndex(({startMs, endMs}) => startMs <= nowMs && nowMs < endMs);
    const few = points.length < 3;
    const accent = color('--accent');
    const data = points.map((point) => (point.startMs > nowMs ? null : point[metric]));
    const area = { // apart from the line, whose dashes would cut it in two
      data,
      backgroundColor: ({chart: {ctx, chartArea}}) => fill(ctx, chartArea),
      fill: 'origin',
      borderWidth: 0,
      pointRadius: 0,
      pointHoverRadius: 0,
      order: 3,
    };
    const main = {
      data,
      borderColor: accent,
      borderWidth: 2,
      pointRadius: ({dataIndex}) => (few || (dataIndex === open && open === 0) ? 3 : 0),
      pointBackgroundColor: accent,
      pointHoverRadius: 4,
      pointHoverBackgroundColor: accent,
      segment: {borderDash: ({p1DataIndex}) => (p1DataIndex === open ? [3, 4] : undefined)},
      tension: 0,
      borderJoinStyle: 'round',
      order: 1,
    };
    const before = {
      data: (previous ?? []).slice(0, points.length).map((point) => point[metric]),
      borderColor: color('--before'),
      borderWidth: 1.5,
      pointRadius: few ? 2 : 0,
      pointHoverRadius: 3,
      pointBackgroundColor: color('--before'),
      fill: false,
      order: 2,
    };
    return previous ? [main, area, before] : [main, area];
  }

  function fill(ctx, area) {
    if (!area) return 'transparent';
    const gradient = ctx.createLinearGradient(0, area.top, 0, area.bottom);
    gradient.addColorStop(0, color('--chart-top'));
    gradient.addColorStop(1, color('--chart-bottom'));
    return gradient;
  }

  function options() {
    const muted = color('--muted');
    const font = {family: getComputedStyle(document.body).fontFamily, size: 12};
    return {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      normalized: true,
      interaction: {mode: 'index', intersect: false},
      layout: {padding: {top: 8, right: 4}},
      onClick: (event, active) => active.length && onPick(view.points[active[0].index]),
      plugins: {
        legend: {display: false},
        crosshair: {color: color('--line-strong')},
        tooltip: {enabled: false, external: (context) => tooltip(context, tip, view)},
      },
      scales: {
        x: {
          border: {color: color('--line-strong')},
          grid: {display: false},
          ticks: {
            autoSkip: false, maxRotation: 0, color: muted, font,
            callback(index) {
              return view.ticks.has(index) ? axisLabel(view.points[index], view) : undefined;
            },
          },
        },
        y: {
          beginAtZero: true,
          suggestedMax: view.metric === 'ratio' ? 2 : 4,
          border: {display: false},
          grid: {color: color('--line'), drawTicks: false},
          ticks: {
            color: muted, font, padding: 8, maxTicksLimit: 5,
            precision: view.metric === 'ratio' ? 1 : 0,
            callback: (value) => (view.metric === 'ratio' ? format.ratio(value)
              : format.short(value)),
          },
        },
      },
    };
  }

  /** Draws; a view is {points, previous, metric, interval, range, nowMs}. */
  async function update(next) {
    const isNew = !view || view.metric !== next.metric || view.previous !== next.previous;
    view = {...next, ticks: tickIndexes(next, element.clientWidth)};
    set(canvas, 'aria-label', summary(view));
    const Chart = await loadLibrary();
    const data = {labels: view.points.map((_, index) => index), datasets: lines()};
    if (!chart) {
      chart = new Chart(canvas, {type: 'line', data, options: options(), plugins: [crosshair]});
      return;
    }
    chart.data.labels = data.labels;
    data.datasets.forEach((line, index) => {
      chart.data.datasets[index] = Object.assign(chart.data.datasets[index] ?? {}, line);
    });
    chart.data.datasets.length = data.datasets.length;
    if (isNew) chart.options = options();
    chart.update('none');
  }

  /** Colours and widths again, of the present theme and window. */
  function restyle() {
    if (!chart) return;
    view.ticks = tickIndexes(view, element.clientWidth);
    chart.options = options();
    chart.data.datasets = lines();
    chart.update('none');
  }

  function activate(index) {
    const active = chart.data.datasets.map((_, datasetIndex) => ({datasetIndex, index}));
    chart.setActiveElements(active);
    chart.tooltip.setActiveElements(active, {x: 0, y: 0});
    chart.update('none');
    spoken.textContent = announce(view, index);
  }

  canvas.addEventListener('keydown', (event) => {
    const last = view?.points.findLastIndex(({startMs}) => startMs <= view.nowMs) ?? -1;
    if (!chart || last < 0) return;
    const at = chart.getActiveElements()[0]?.index ?? last + 1;
    const to = {ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last}[event.key];
    if (event.key === 'Enter' && at <= last) onPick(view.points[at]);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    activate(Math.max(0, Math.min(last, to)));
  });
  canvas.addEventListener('blur', () => {
    chart?.setActiveElements([]);
    chart?.tooltip.setActiveElements([], {x: 0, y: 0});
    chart?.update('none');
  });
  const resized = new ResizeObserver(restyle);
  resized.observe(element);

  return {
    element,
    update,
    restyle,
    destroy() {
      resized.disconnect();
      chart?.destroy();
    },
  };
}

function summary({points, metric, interval, nowMs}) {
  const seen = points.filter(({startMs}) => startMs <= nowMs);
  const values = seen.map((point) => point[metric] ?? 0);
  const top = values.indexOf(Math.max(...values));
  return `Chart by ${interval}: ${seen.length} points`
      + (seen.length && values[top] > 0
        ? `, highest ${format.number(values[top])} at ${spanName(seen[top], interval)}` : '')
      + '. Arrow keys move along it.';
}
