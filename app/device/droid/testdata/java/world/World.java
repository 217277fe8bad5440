package world;

import android.app.Activity;
import android.content.Intent;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.*;
import java.util.concurrent.*;

/** What the stand-ins do, as a test sets it, and what was done to them. */
public class World {
	/** The main thread of the system. */
	public static final ExecutorService main = Executors.newSingleThreadExecutor(r -> {
		Thread t = new Thread(r, "main");
		t.setDaemon(true);
		return t;
	});
	public static String files;
	public static Activity activity;
	/** How the camera behaves: take, leave, late, part, none, denied, die. */
	public static String camera = "take";
	public static byte[] picture = {};
	public static final Set<String> granted = ConcurrentHashMap.newKeySet();
	public static final Set<String> willGrant = ConcurrentHashMap.newKeySet();
	public static final Set<String> receivers = ConcurrentHashMap.newKeySet();
	/** What happened, one a line. */
	public static final Queue<String> log = new ConcurrentLinkedQueue<>();
	public static int fyne = -1;

	public static void note(String s) { log.add(s); }
	public static String noted() { String s = String.join("\n", log); log.clear(); return s; }
	public static void receiver(String name, boolean on) { if (on) receivers.add(name); else receivers.remove(name); }
	public static void grant(String p) { granted.add(p); }
	public static void mayGrant(String p) { willGrant.add(p); }
	public static void refuseAll() { granted.clear(); willGrant.clear(); }
	public static void camera(String how, byte[] p) { camera = how; picture = p; }

	/** Makes the app's activity as the system does. */
	public static Activity start(String dir, String opened, int flags, boolean again) throws Exception {
		files = dir;
		android.location.LocationManager.only.last = null;
		Activity a = (Activity) Class.forName("org.priyom.app.MainActivity").getDeclaredConstructor().newInstance();
		Intent i = new Intent("android.intent.action.VIEW", opened == null ? null : android.net.Uri.parse(opened));
		i.addFlags(flags);
		a.intent = i;
		activity = a;
		Method m = Activity.class.getDeclaredMethod("onCreate", android.os.Bundle.class);
		m.setAccessible(true);
		m.invoke(a, again ? new android.os.Bundle() : null);
		return a;
	}

	public static void open(String address) throws Exception {
		onMain(() -> activity.onNewIntent(new Intent("android.intent.action.VIEW", address == null ? null : android.net.Uri.parse(address))));
	}

	public static void result(int request, int result) throws Exception { onMain(() -> activity.onActivityResult(request, result, null)); }

	public static void onMain(Runnable r) throws Exception { main.submit(r).get(); }

	/** Names and signatures of a class's native methods, one after the other. */
	public static String[] natives(Class<?> c) {
		List<String> all = new ArrayList<>();
		for (Method m : c.getDeclaredMethods())
			if (Modifier.isNative(m.getModifiers())) {
				all.add(m.getName());
				StringBuilder s = new StringBuilder("(");
				for (Class<?> p : m.getParameterTypes()) s.append(p.descriptorString());
				all.add(s.append(")").append(m.getReturnType().descriptorString()).toString());
			}
		return all.toArray(new String[0]);
	}

	/** The provider, as the system reaches it without the app. */
	public static final android.content.ContentResolver resolver = new android.content.ContentResolver();

	public static String read(String uri) throws Exception {
		try (java.io.InputStream in = resolver.openInputStream(android.net.Uri.parse(uri))) { return new String(in.readAllBytes()); }
	}

	public static String described(String uri) throws Exception {
		android.database.MatrixCursor c = (android.database.MatrixCursor) resolver.provider().query(android.net.Uri.parse(uri), null, null, null, null);
		return Arrays.toString(c.columns) + Arrays.toString(c.rows.get(0)) + resolver.provider().getType(android.net.Uri.parse(uri));
	}

	public static void moved(String receiver, double lat, double lon, float accuracy, float bearing, boolean mock, long age) throws Exception {
		onMain(() -> android.location.LocationManager.only.tell(new android.location.Location(receiver, lat, lon, accuracy, bearing, mock, age)));
	}

	public static void switched(String receiver, boolean on) throws Exception {
		receiver(receiver, on);
		onMain(() -> android.location.LocationManager.only.switched(receiver, on));
	}

	public static int lines() { return android.net.ConnectivityManager.only.heard(); }
	public static void network(boolean on) throws Exception { onMain(() -> android.net.ConnectivityManager.only.tell(on)); }
	public static int watchers() { return android.location.LocationManager.only.listeners.size(); }
	public static void fail(String words) { throw new IllegalStateException(words); }
	public static void failOddly() { throw new Odd(); }
	static class Odd extends RuntimeException { @Override public String toString() { throw new RuntimeException("even this"); } }
	public static String echo(String s, String[] all, byte[] b, boolean z, int i, long l, float f, double d) {
		return s + "|" + Arrays.toString(all) + "|" + Arrays.toString(b) + "|" + z + "|" + i + "|" + l + "|" + f + "|" + d;
	}
	public static String nothing() { return null; }
}
