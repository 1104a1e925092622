import { data, el } from '../../dom.js';
import { words } from '../../language/current.js';

/** Each instance of each service and whether it is well; a dot of colour never says it alone. */
export function instancesView(instances) {
  const { operations } = words;
  const troubled = instances.filter(({ status }) => status !== 'healthy').length;
  return [
    el('h2', { class: 'part-title', id: 'instances-title' }, operations.instances,
      el('span', { class: `badge ${troubled === 0 ? 'badge-done' : 'badge-bad'}` }, troubled === 0 ? operations.allHealthy : operations.troubled(troubled))),
    el('ul', { class: 'instances', role: 'list', 'aria-labelledby': 'instances-title' }, ...instances.map((instance) => el('li', { class: `instance instance-${instance.status}` },
      el('span', { class: 'instance-dot', 'aria-hidden': 'true' }),
      el('span', { class: 'instance-name' }, data(instance.name)),
      el('span', { class: 'instance-status' }, Object.hasOwn(operations, instance.status) ? operations[instance.status] : instance.status),
      instance.description && el('span', { class: 'instance-text' }, data(instance.description))))),
  ];
}
