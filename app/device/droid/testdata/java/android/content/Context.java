package android.content;

import java.io.File;
import world.World;

public class Context {
	public ClassLoader getClassLoader() { return getClass().getClassLoader(); }
	public File getNoBackupFilesDir() { return new File(World.files); }
	public int checkSelfPermission(String p) { return World.granted.contains(p) ? 0 : -1; }
	public Object getSystemService(String name) {
		if (name.equals("location")) return android.location.LocationManager.only;
		if (name.equals("connectivity")) return android.net.ConnectivityManager.only;
		return null;
	}
}
