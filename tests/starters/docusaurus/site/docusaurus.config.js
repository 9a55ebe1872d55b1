export default { title: 'Tide tables' };
