package org.golang.app;

/** Fyne's own, of which ours is made: the methods that ours calls, with what it does there. */
public class GoNativeActivity extends android.app.NativeActivity {
	@Override public void onCreate(android.os.Bundle saved) { super.onCreate(saved); }
	@Override public void onActivityResult(int request, int result, android.content.Intent data) {
		if (request != 1 && request != 2) return;
		world.World.fyne = request;
	}
}
