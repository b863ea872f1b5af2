// The functions of libuv's that addons use beside Node-API.
#include <node_api.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

struct work { uv_work_t request; napi_env env; napi_ref function; int result; };
static void execute(uv_work_t *request) { usleep(2000); ((struct work *)request->data)->result = 42; }
static void after(uv_work_t *request, int status) {
  struct work *work = request->data;
  napi_handle_scope scope;
  napi_value function, self, value;
  napi_open_handle_scope(work->env, &scope);
  napi_get_reference_value(work->env, work->function, &function);
  napi_get_global(work->env, &self);
  napi_create_int32(work->env, work->result + status, &value);
  napi_make_callback(work->env, NULL, self, function, 1, &value, NULL);
  napi_delete_reference(work->env, work->function);
  napi_close_handle_scope(work->env, scope);
  free(work);
}
static napi_value queue(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value function, result;
  uv_loop_t *loop;
  struct work *work = calloc(1, sizeof *work);
  napi_get_cb_info(env, info, &count, &function, NULL, NULL);
  napi_get_uv_event_loop(env, &loop);
  work->request.data = work;
  work->env = env;
  napi_create_reference(env, function, 1, &work->function);
  napi_create_int32(env, uv_queue_work(loop, &work->request, execute, after), &result);
  return result;
}

struct wake { uv_async_t handle; napi_env env; napi_ref function; volatile int calls; pthread_t thread; };
static void closed(uv_handle_t *handle) {
  printf("closed\n");
  fflush(stdout);
  free(handle->data);
}
static void woken(uv_async_t *handle) {
  struct wake *wake = handle->data;
  napi_handle_scope scope;
  napi_value function, self;
  if (wake->calls == 3) return;
  napi_open_handle_scope(wake->env, &scope);
  napi_get_reference_value(wake->env, wake->function, &function);
  napi_get_global(wake->env, &self);
  napi_call_function(wake->env, self, function, 0, NULL, NULL);
  napi_close_handle_scope(wake->env, scope);
  if (++wake->calls == 3) {
    pthread_join(wake->thread, NULL);
    uv_close((uv_handle_t *)handle, closed);
  }
}
static void *run(void *data) {
  while (((struct wake *)data)->calls < 3) {
    uv_async_send(data);
    usleep(500);
  }
  return NULL;
}
static napi_value wake(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value function, result;
  uv_loop_t *loop;
  struct wake *wake = calloc(1, sizeof *wake);
  napi_get_cb_info(env, info, &count, &function, NULL, NULL);
  napi_get_uv_event_loop(env, &loop);
  wake->env = env;
  napi_create_reference(env, function, 1, &wake->function);
  napi_create_int32(env, uv_async_init(loop, &wake->handle, woken), &result);
  wake->handle.data = wake;
  uv_unref((uv_handle_t *)&wake->handle);
  uv_ref((uv_handle_t *)&wake->handle);
  pthread_create(&wake->thread, NULL, run, wake);
  return result;
}

NAPI_MODULE_INIT() {
  napi_value function;
  napi_create_function(env, "queue", NAPI_AUTO_LENGTH, queue, NULL, &function);
  napi_set_named_property(env, exports, "queue", function);
  napi_create_function(env, "wake", NAPI_AUTO_LENGTH, wake, NULL, &function);
  napi_set_named_property(env, exports, "wake", function);
  return exports;
}
