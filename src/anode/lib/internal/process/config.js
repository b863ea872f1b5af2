'use strict';

// process.config: how the build was configured. Tests and packages read a few of these.

const { ObjectFreeze } = primordials;

const config = (arch) => ObjectFreeze({
  target_defaults: ObjectFreeze({ cflags: [], default_configuration: 'Release', defines: [], include_dirs: [], libraries: [] }),
  variables: ObjectFreeze({
    asan: 0, coverage: false, dcheck_always_on: 0, debug_nghttp2: false, debug_node: false, enable_lto: false, enable_pgo_generate: false,
    host_arch: arch, icu_small: false, is_debug: 0, napi_build_version: '10', node_builtin_shareable_builtins: [],
    node_module_version: 137, node_no_browser_globals: false, node_prefix: '/usr/local', node_shared: false, node_quic: false,
    node_use_amaro: true, node_use_openssl: true, node_use_v8_platform: true, openssl_is_fips: false, openssl_quic: false,
    single_executable_application: false, target_arch: arch, ubsan: 0, v8_enable_i18n_support: 1, v8_enable_inspector: 1,
    v8_use_siphash: 1, want_separate_host_toolset: 0, built_with_undici: true,
  }),
});

module.exports = { config };
