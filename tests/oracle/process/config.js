'use strict';
// What packages read of process.config.
const { variables } = process.config;
console.log(variables.node_use_amaro, variables.v8_enable_inspector, variables.node_shared, Object.isFrozen(variables));
