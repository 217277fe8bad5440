//go:build android || jvm

package jni

// Void calls a method that returns nothing.
func (e *Env) Void(on Object, name, sig string, args ...any) { e.call(on, "", name, sig, args) }

// Object calls a method that returns an object.
func (e *Env) Object(on Object, name, sig string, args ...any) Object {
	return Object(as[uintptr](e.call(on, "", name, sig, args)))
}

// String calls a method that returns a string.
func (e *Env) String(on Object, name, sig string, args ...any) string {
	return e.Read(e.Object(on, name, sig, args...))
}

// Bool calls a method that returns a boolean.
func (e *Env) Bool(on Object, name, sig string, args ...any) bool {
	return as[uint8](e.call(on, "", name, sig, args)) != 0
}

// Int calls a method that returns an int.
func (e *Env) Int(on Object, name, sig string, args ...any) int32 {
	return as[int32](e.call(on, "", name, sig, args))
}

// Long calls a method that returns a long.
func (e *Env) Long(on Object, name, sig string, args ...any) int64 {
	return as[int64](e.call(on, "", name, sig, args))
}

// Float calls a method that returns a float.
func (e *Env) Float(on Object, name, sig string, args ...any) float32 {
	return as[float32](e.call(on, "", name, sig, args))
}

// Double calls a method that returns a double.
func (e *Env) Double(on Object, name, sig string, args ...any) float64 {
	return as[float64](e.call(on, "", name, sig, args))
}

// StaticObject calls a class's method that returns an object.
func (e *Env) StaticObject(class, name, sig string, args ...any) Object {
	return Object(as[uintptr](e.call(0, class, name, sig, args)))
}

// StaticLong calls a class's method that returns a long.
func (e *Env) StaticLong(class, name, sig string, args ...any) int64 {
	return as[int64](e.call(0, class, name, sig, args))
}

// StaticVoid calls a class's method that returns nothing.
func (e *Env) StaticVoid(class, name, sig string, args ...any) { e.call(0, class, name, sig, args) }

// StaticInt calls a class's method that returns an int.
func (e *Env) StaticInt(class, name, sig string, args ...any) int32 {
	return as[int32](e.call(0, class, name, sig, args))
}
