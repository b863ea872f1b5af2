// An addon through which JavaScript calls any function of Node-API with any arguments: call(name, arguments, double).
//
// An argument is undefined (NULL), a BigInt (the 64 bits), a string (the address of its UTF-8 text), or an array:
//   ['value', x]  a napi_value     ['values', …]  the address of napi_values     ['out', n]  the address of n words, -1 each
//   ['in', b, …]  the address of these words     ['function', name]  the address of a function below     ['info']  the napi_callback_info
//   ['property', text, name, method, getter, setter, value, attributes, data, …]  napi_property_descriptors, each of eight arguments
// The result is an array: status, its message in the last error, the exception that is pending, and the words of each 'out'.
// take(word) makes the napi_value in a word a result, read(address, n) reads bytes.

#define NAPI_EXPERIMENTAL
#define NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT
#include <dlfcn.h>
#include <node_api.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef uint64_t word;
typedef word (*any)(word, word, word, word, word, word, word, word, word, word, word, word, double);

static __thread napi_callback_info current_info;

// ---- functions to be given to Node-API ----

static napi_value echo(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value value;
  napi_get_cb_info(env, info, &count, &value, NULL, NULL);
  return value;
}

static napi_value nothing(napi_env env, napi_callback_info info) { return NULL; }

// [number of arguments, this, data as a BigInt, whether there is a new.target, arguments…]
static napi_value show(napi_env env, napi_callback_info info) {
  size_t count = 6;
  napi_value values[6], self, result, item;
  void *data;
  napi_get_cb_info(env, info, &count, values, &self, &data);
  napi_create_array(env, &result);
  napi_create_uint32(env, count, &item);
  napi_set_element(env, result, 0, item);
  napi_set_element(env, result, 1, self);
  napi_create_bigint_uint64(env, (word)data, &item);
  napi_set_element(env, result, 2, item);
  napi_get_new_target(env, info, &item);
  if (!item) napi_get_undefined(env, &item);
  napi_set_element(env, result, 3, item);
  for (int i = 0; i < 6; i++) napi_set_element(env, result, 4 + i, values[i]);
  return result;
}

static napi_value construct(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value value, self, target;
  napi_get_cb_info(env, info, &count, &value, &self, NULL);
  napi_get_new_target(env, info, &target);
  if (!target) {
    napi_throw_type_error(env, "ERR_NEW", "use new");
    return NULL;
  }
  napi_set_named_property(env, self, "given", value);
  napi_set_named_property(env, self, "target", target);
  return NULL;
}

static napi_value throws(napi_env env, napi_callback_info info) {
  napi_throw_range_error(env, "ERR_THROWN", "thrown by the addon");
  return NULL;
}

static int finalized;
static void finalize(node_api_basic_env env, void *data, void *hint) { finalized++; }
static void finalize_loudly(node_api_basic_env env, void *data, void *hint) {
  printf("finalized %llx %llx\n", (unsigned long long)data, (unsigned long long)hint);
  fflush(stdout);
}
static void hook(void *data) {
  printf("hook %llx\n", (unsigned long long)data);
  fflush(stdout);
}
static void async_hook(napi_async_cleanup_hook_handle handle, void *data) {
  printf("asynchronous hook %llx\n", (unsigned long long)data);
  fflush(stdout);
  napi_remove_async_cleanup_hook(handle);
}

// ---- asynchronous work: data is a reference to a function, which gets the status ----

static void execute(napi_env env, void *data) { usleep(2000); }
static void execute_slowly(napi_env env, void *data) { usleep(200000); }
static void complete(napi_env env, napi_status status, void *data) {
  napi_value function, self, value;
  napi_get_reference_value(env, data, &function);
  napi_get_undefined(env, &self);
  napi_create_int32(env, status, &value);
  napi_call_function(env, self, function, 1, &value, NULL);
}

// ---- thread-safe functions ----

static void call_javascript(napi_env env, napi_value function, void *context, void *data) {
  if (!env) {
    printf("returned %lld\n", (long long)data);
    fflush(stdout);
    return;
  }
  napi_value self, value;
  napi_get_undefined(env, &self);
  napi_create_int64(env, (int64_t)data, &value);
  napi_call_function(env, self, function, 1, &value, NULL);
}

struct thread { napi_threadsafe_function function; int64_t calls; napi_threadsafe_function_call_mode mode; };
static void *run_thread(void *data) {
  struct thread *thread = data;
  for (int64_t i = 0; i < thread->calls; i++) {
    napi_status status = napi_call_threadsafe_function(thread->function, (void *)i, thread->mode);
    if (status == napi_closing) { free(thread); return NULL; }
    if (status == napi_queue_full) { i--; usleep(100); }
  }
  napi_release_threadsafe_function(thread->function, napi_tsfn_release);
  free(thread);
  return NULL;
}
// startThread(function as a BigInt, calls, mode): a thread that calls, and releases its use of the function.
static napi_value start_thread(napi_env env, napi_callback_info info) {
  size_t count = 3;
  napi_value values[3];
  word address;
  bool lossless;
  struct thread *thread = malloc(sizeof *thread);
  int32_t mode;
  napi_get_cb_info(env, info, &count, values, NULL, NULL);
  napi_get_value_bigint_uint64(env, values[0], &address, &lossless);
  napi_get_value_int64(env, values[1], &thread->calls);
  napi_get_value_int32(env, values[2], &mode);
  thread->function = (napi_threadsafe_function)address;
  thread->mode = mode;
  pthread_t id;
  pthread_create(&id, NULL, run_thread, thread);
  pthread_detach(id);
  return NULL;
}
static void *run_forever(void *data) {
  while (napi_call_threadsafe_function(data, NULL, napi_tsfn_nonblocking) != napi_closing) usleep(50);
  return NULL;
}
static napi_value start_endless_thread(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value value;
  word address;
  bool lossless;
  napi_get_cb_info(env, info, &count, &value, NULL, NULL);
  napi_get_value_bigint_uint64(env, value, &address, &lossless);
  pthread_t id;
  pthread_create(&id, NULL, run_forever, (void *)address);
  pthread_detach(id);
  return NULL;
}

static const struct { const char *name; void *address; } functions[] = {
  {"echo", echo}, {"nothing", nothing}, {"show", show}, {"construct", construct}, {"throws", throws}, {"finalize", finalize},
  {"finalizeLoudly", finalize_loudly}, {"hook", hook}, {"asyncHook", async_hook}, {"execute", execute}, {"executeSlowly", execute_slowly},
  {"complete", complete}, {"callJavascript", call_javascript}, {NULL, NULL},
};

// ---- call ----

#define MOST 64
static char *texts[4096];
static int text_count;

static char *text_of(napi_env env, napi_value value) {
  size_t length;
  napi_get_value_string_utf8(env, value, NULL, 0, &length);
  char *text = malloc(length + 1);
  napi_get_value_string_utf8(env, value, text, length + 1, &length);
  if (text_count < 4096) texts[text_count++] = text;
  return text;
}

struct outs { int count; word *words[12]; uint32_t lengths[12]; };

static word address_of(napi_env env, napi_value argument, struct outs *outs) {
  napi_valuetype type;
  napi_typeof(env, argument, &type);
  if (type == napi_undefined) return 0;
  if (type == napi_bigint) {
    word bits;
    bool lossless;
    napi_get_value_bigint_uint64(env, argument, &bits, &lossless);
    return bits;
  }
  if (type == napi_string) return (word)text_of(env, argument);
  napi_value item;
  uint32_t length, count;
  napi_get_array_length(env, argument, &length);
  napi_get_element(env, argument, 0, &item);
  char *kind = text_of(env, item);
  if (!strcmp(kind, "info")) return (word)current_info;
  napi_get_element(env, argument, 1, &item);
  if (!strcmp(kind, "value")) return (word)item;
  if (!strcmp(kind, "function")) {
    char *name = text_of(env, item);
    for (int i = 0; functions[i].name; i++) if (!strcmp(functions[i].name, name)) return (word)functions[i].address;
    abort();
  }
  if (!strcmp(kind, "out")) {
    napi_get_value_uint32(env, item, &count);
    word *words = malloc(8 * count + 8);
    memset(words, -1, 8 * count + 8);
    outs->lengths[outs->count] = count;
    outs->words[outs->count++] = words;
    return (word)words;
  }
  bool is_values = !strcmp(kind, "values");
  word *words = calloc(length + 1, 8);
  for (uint32_t i = 1; i < length; i++) {
    napi_get_element(env, argument, i, &item);
    words[i - 1] = is_values ? (word)item : address_of(env, item, outs);
  }
  return (word)words;
}

static napi_value call(napi_env env, napi_callback_info info) {
  size_t count = 3;
  napi_value values[3], item, result, list;
  word words[MOST] = {(word)env};
  struct outs outs = {0};
  double number = 0;
  uint32_t length = 0;
  napi_get_cb_info(env, info, &count, values, NULL, NULL);
  napi_callback_info before = current_info;
  current_info = info;
  char *name = text_of(env, values[0]);
  any function = (any)dlsym(RTLD_DEFAULT, name);
  if (!function) {
    napi_throw_error(env, NULL, name);
    return NULL;
  }
  napi_get_array_length(env, values[1], &length);
  int first = 1;
  for (uint32_t i = 0; i < length; i++) {
    napi_get_element(env, values[1], i, &item);
    napi_valuetype type;
    napi_typeof(env, item, &type);
    if (i == 0 && type == napi_boolean) first = 0;  // without an environment
    else words[first + i - (first == 0)] = address_of(env, item, &outs);
  }
  napi_get_value_double(env, values[2], &number);
  word status = function(words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7], words[8], words[9], words[10], words[11], number);
  const napi_extended_error_info *last;
  napi_get_last_error_info(env, &last);
  const char *message = last->error_message;
  bool pending;
  napi_value exception;
  napi_is_exception_pending(env, &pending);
  if (pending) napi_get_and_clear_last_exception(env, &exception);
  current_info = before;
  napi_create_array(env, &result);
  napi_create_uint32(env, (uint32_t)status, &item);
  napi_set_element(env, result, 0, item);
  if (message) napi_create_string_utf8(env, message, NAPI_AUTO_LENGTH, &item);
  else napi_get_null(env, &item);
  napi_set_element(env, result, 1, item);
  if (pending) napi_set_element(env, result, 2, exception);
  for (int i = 0; i < outs.count; i++) {
    napi_create_array(env, &list);
    for (uint32_t j = 0; j < outs.lengths[i]; j++) {
      napi_create_bigint_uint64(env, outs.words[i][j], &item);
      napi_set_element(env, list, j, item);
    }
    napi_set_element(env, result, 3 + i, list);
  }
  return result;
}

// make(name, arguments, double): calls a function whose last argument is the address of a napi_value, and returns that value; throws what it throws.
static napi_value make(napi_env env, napi_callback_info info) {
  size_t count = 3;
  napi_value values[3], item, made = NULL;
  word words[MOST] = {(word)env};
  struct outs outs = {0};
  double number = 0;
  uint32_t length = 0;
  napi_get_cb_info(env, info, &count, values, NULL, NULL);
  napi_callback_info before = current_info;
  current_info = info;
  any function = (any)dlsym(RTLD_DEFAULT, text_of(env, values[0]));
  napi_get_array_length(env, values[1], &length);
  uint32_t at = length + 1;
  for (uint32_t i = 0; i < length; i++) {
    napi_valuetype type;
    napi_get_element(env, values[1], i, &item);
    napi_typeof(env, item, &type);
    if (type == napi_null) { words[1 + i] = (word)&made; at = 0; }
    else words[1 + i] = address_of(env, item, &outs);
  }
  if (at) words[at] = (word)&made;
  napi_get_value_double(env, values[2], &number);
  function(words[0], words[1], words[2], words[3], words[4], words[5], words[6], words[7], words[8], words[9], words[10], words[11], number);
  current_info = before;
  return made;
}

static napi_value read_bytes(napi_env env, napi_callback_info info) {
  size_t count = 2;
  napi_value values[2], result;
  word address;
  bool lossless;
  uint32_t length;
  napi_get_cb_info(env, info, &count, values, NULL, NULL);
  napi_get_value_bigint_uint64(env, values[0], &address, &lossless);
  napi_get_value_uint32(env, values[1], &length);
  napi_create_buffer_copy(env, length, (void *)address, NULL, &result);
  return result;
}

// inScope(function): calls it inside a handle scope, and lets the result escape.
static napi_value in_scope(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value function, self, returned = NULL, escaped = NULL, again;
  napi_escapable_handle_scope scope;
  napi_get_cb_info(env, info, &count, &function, NULL, NULL);
  napi_get_undefined(env, &self);
  napi_open_escapable_handle_scope(env, &scope);
  napi_call_function(env, self, function, 0, NULL, &returned);
  if (returned) {
    napi_escape_handle(env, scope, returned, &escaped);
    if (napi_escape_handle(env, scope, returned, &again) != napi_escape_called_twice) abort();
  }
  for (int i = 0; i < 100; i++) {
    napi_handle_scope inner;
    napi_open_handle_scope(env, &inner);
    for (int j = 0; j < 100; j++) napi_create_object(env, &again);
    napi_close_handle_scope(env, inner);
  }
  napi_close_escapable_handle_scope(env, scope);
  return escaped;
}

// inCallbackScope(context as a BigInt, function): calls it inside a callback scope.
static napi_value in_callback_scope(napi_env env, napi_callback_info info) {
  size_t count = 2;
  napi_value values[2], self, returned = NULL;
  word context;
  bool lossless;
  napi_callback_scope scope;
  napi_get_cb_info(env, info, &count, values, NULL, NULL);
  napi_get_value_bigint_uint64(env, values[0], &context, &lossless);
  napi_get_undefined(env, &self);
  napi_open_callback_scope(env, self, (napi_async_context)context, &scope);
  napi_call_function(env, self, values[1], 0, NULL, &returned);
  napi_close_callback_scope(env, scope);
  return returned;
}

static napi_value finalized_count(napi_env env, napi_callback_info info) {
  napi_value result;
  napi_create_int32(env, finalized, &result);
  return result;
}

// alloc(n): the address of n bytes, each 7, as a BigInt.
static napi_value alloc(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value value, result;
  uint32_t length;
  napi_get_cb_info(env, info, &count, &value, NULL, NULL);
  napi_get_value_uint32(env, value, &length);
  void *memory = malloc(length);
  memset(memory, 7, length);
  napi_create_bigint_uint64(env, (word)memory, &result);
  return result;
}

#ifdef VERSION
NAPI_MODULE_EXPORT int32_t node_api_module_get_api_version_v1(void) { return VERSION; }
#endif

NAPI_MODULE_EXPORT napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  static const struct { const char *name; napi_callback function; } exported[] = {
    {"call", call}, {"make", make}, {"read", read_bytes}, {"inScope", in_scope}, {"inCallbackScope", in_callback_scope}, {"finalized", finalized_count}, {"alloc", alloc},
    {"startThread", start_thread}, {"startEndlessThread", start_endless_thread}, {"echo", echo}, {"nothing", nothing}, {"throws", throws},
  };
  for (size_t i = 0; i < sizeof exported / sizeof *exported; i++) {
    napi_value function;
    napi_create_function(env, exported[i].name, NAPI_AUTO_LENGTH, exported[i].function, NULL, &function);
    napi_set_named_property(env, exports, exported[i].name, function);
  }
  return exports;
}
