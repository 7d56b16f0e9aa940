// Which panels there are: one line each, one tab per dimension. `rest` names the views that have none
// of a tab's values, `restTitle` says what they are.

const tab = (dimension, label, column, none) => ({dimension, label, column, none});

export const PANELS = [
  {id: 'pages', title: 'Pages', tabs: [tab('path', 'Pages', 'Page', 'No pages viewed')]},
  {
    id: 'sources', title: 'Sources', tabs: [
      {
        ...tab('referrer', 'Referrers', 'Referrer', 'Nobody came from another site'),
        rest: 'Direct / none',
        restTitle: 'Opened directly, or from another page of the site',
      },
      tab('utm_source', 'UTM sources', 'Source', 'No links with utm_source followed'),
      tab('utm_medium', 'UTM media', 'Medium', 'No links with utm_medium followed'),
    ],
  },
  {
    id: 'campaigns', title: 'Campaigns', tabs: [
      tab('utm_campaign', 'Campaigns', 'Campaign', 'No links with utm_campaign followed'),
    ],
  },
  {
    id: 'places', title: 'Places', tabs: [
      tab('country', 'Countries', 'Country', 'No countries known'),
      tab('language', 'Languages', 'Language', 'No languages known'),
    ],
  },
  {
    id: 'devices', title: 'Devices', tabs: [
      tab('browser', 'Browsers', 'Browser', 'No browsers known'),
      tab('os', 'Systems', 'System', 'No operating systems known'),
      tab('device', 'Devices', 'Device', 'No devices known'),
    ],
  },
  {
    id: 'events', title: 'Events', tabs: [
      tab('event_type', 'Events', 'Event', 'No events but page views'),
    ],
  },
];

/** The tab of a panel that a state shows. */
export function shownTab({id, tabs}, state) {
  return tabs.find(({dimension}) => dimension === state.tabs[id]) ?? tabs[0];
}

/** The tab of a dimension, wherever it is; undefined if it is in no panel. */
export const tabOf = (dimension) =>
    PANELS.flatMap(({tabs}) => tabs).find((each) => each.dimension === dimension);

/** What a dimension's rows count. */
export const countName = (dimension) => (dimension === 'event_type' ? 'Events' : 'Views');
