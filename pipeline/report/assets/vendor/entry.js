// What the report uses of D3; esbuild leaves out the rest.
export { max, quantileSorted, range, sum } from "d3-array";
export { axisBottom, axisLeft } from "d3-axis";
export { stratify } from "d3-hierarchy";
export { scaleBand, scaleLinear, scaleUtc } from "d3-scale";
export { select } from "d3-selection";
export { curveStepAfter, line, stack } from "d3-shape";
export { utcFormat } from "d3-time-format";
