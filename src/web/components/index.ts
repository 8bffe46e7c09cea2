/** The component set of the desk; pages import from here. */
export { ActualTime, ActualTimeQuestions } from './actual-time.tsx';
export * from './blocks.tsx';
export { BarChart, type BarGroup, niceMax, ShareBar } from './chart.tsx';
export * from './form.tsx';
export { Breadcrumbs, type Crumb, Layout, type LayoutProps, Notice, PageHeading } from './layout.tsx';
export * from './table.tsx';
