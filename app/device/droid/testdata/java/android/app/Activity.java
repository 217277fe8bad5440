package android.app;

import android.content.*;
import android.os.Bundle;
import java.io.OutputStream;
import java.util.Arrays;
import world.World;

public class Activity extends Context {
	public Intent intent;
	public Intent getIntent() { return intent; }
	public void onCreate(Bundle saved) { World.note("created"); }
	public void onNewIntent(Intent i) { }
	public void onActivityResult(int request, int result, Intent data) { }
	public void onRequestPermissionsResult(int request, String[] permissions, int[] results) { }

	public void requestPermissions(String[] permissions, int request) {
		World.note("asked " + Arrays.toString(permissions));
		for (String p : permissions) if (World.willGrant.contains(p)) World.granted.add(p);
		World.main.execute(() -> onRequestPermissionsResult(request, permissions, new int[permissions.length]));
	}

	public void startActivity(Intent i) {
		if (World.camera.equals("none")) throw new ActivityNotFoundException("No Activity found to handle " + i.action);
		World.note("started " + i);
	}

	public void startActivityForResult(Intent i, int request) {
		if (World.camera.equals("none")) throw new ActivityNotFoundException("No Activity found to handle " + i.action);
		if (World.camera.equals("denied")) throw new SecurityException("Permission Denial");
		if ((i.flags & 3) != 3 || i.clip == null) throw new SecurityException("the camera may not write there");
		World.note("camera " + request);
		String how = World.camera;
		byte[] picture = World.picture;
		new Thread(() -> {
			try {
				android.net.Uri to = (android.net.Uri) i.extras.get("output");
				if (how.equals("die")) { World.note("died " + to); return; }
				if (how.equals("take") || how.equals("part"))
					try (OutputStream out = World.resolver.openOutputStream(to)) {
						out.write(picture, 0, how.equals("part") ? picture.length / 2 : picture.length);
					}
				World.onMain(() -> onActivityResult(request, how.equals("leave") ? 0 : -1, null));
				if (how.equals("late")) {
					Thread.sleep(300);
					try (OutputStream out = World.resolver.openOutputStream(to)) { out.write(picture); }
				}
			} catch (Exception e) { World.note("camera failed: " + e); }
		}, "camera").start();
	}
}
