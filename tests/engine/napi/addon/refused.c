// Addons that cannot be loaded, each for the reason that is defined.
#include <stdint.h>

#ifdef V8
extern void _ZN2v87Isolate10GetCurrentEv(void);
void use(void) { _ZN2v87Isolate10GetCurrentEv(); }
#endif
#ifdef NODE
extern void node_module_register(void *);
void use(void) { node_module_register(0); }
#endif
#ifdef LIBUV
extern int uv_queue_work(void), uv_timer_init(void), uv_poll_init(void), uv_poll_start(void), uv_poll_stop(void);
int use(void) { return uv_queue_work() + uv_timer_init() + uv_poll_init() + uv_poll_start() + uv_poll_stop(); }
#endif
#ifdef NEWER
extern int napi_of_the_future(void);
int use(void) { return napi_of_the_future(); }
#endif
#ifdef UNKNOWN
extern int no_such_function(void);
int use(void) { return no_such_function(); }
#endif
#ifdef VERSION
int32_t node_api_module_get_api_version_v1(void) { return VERSION; }
void *napi_register_module_v1(void *env, void *exports) { return exports; }
#endif
#ifdef RETURNS_NULL
void *napi_register_module_v1(void *env, void *exports) { return 0; }
#endif
#ifdef REGISTERS
struct module { int version; unsigned flags; const char *file; void *(*init)(void *, void *); const char *name; void *priv; void *reserved[4]; };
extern void napi_module_register(struct module *);
extern int napi_create_string_utf8(void *env, const char *text, unsigned long length, void **result);
static void *init(void *env, void *exports) {
  void *text;
  napi_create_string_utf8(env, "registered", 10, &text);
  return text;
}
static struct module module = {1, 0, __FILE__, init, "registers", 0, {0}};
__attribute__((constructor)) static void load(void) { napi_module_register(&module); }
#endif
