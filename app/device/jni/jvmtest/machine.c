//go:build jvm

#include <dlfcn.h>
#include <jni.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

typedef jint (*create)(JavaVM **, void **, void *);

// start makes the machine of a library; NULL if it can't.
JavaVM *priyom_start(const char *library, char **options, int n) {
	void *lib = dlopen(library, RTLD_NOW | RTLD_GLOBAL);
	if (lib == NULL) {
		fprintf(stderr, "%s\n", dlerror());
		return NULL;
	}
	create make = (create)(uintptr_t)dlsym(lib, "JNI_CreateJavaVM");
	JavaVMOption *all = calloc(n, sizeof *all);
	for (int i = 0; i < n; i++)
		all[i].optionString = options[i];
	JavaVMInitArgs args = {.version = JNI_VERSION_1_6, .nOptions = n, .options = all};
	JavaVM *vm = NULL;
	void *env = NULL;
	jint result = make == NULL ? -1 : make(&vm, &env, &args);
	free(all);
	return result == JNI_OK ? vm : NULL;
}

JNIEnv *priyom_attach(JavaVM *vm) {
	void *env = NULL;
	return (*vm)->AttachCurrentThread(vm, &env, NULL) == JNI_OK ? env : NULL;
}

void priyom_detach(JavaVM *vm) { (*vm)->DetachCurrentThread(vm); }

// bind ties a native method to the exported function of its name, as the system's loader would; 0 if there is none.
int priyom_bind(JNIEnv *env, jclass in, char *name, char *sig, const char *symbol) {
	void *f = dlsym(RTLD_DEFAULT, symbol);
	if (f == NULL)
		return 0;
	JNINativeMethod method = {.name = name, .signature = sig, .fnPtr = f};
	return (*env)->RegisterNatives(env, in, &method, 1) == JNI_OK;
}
