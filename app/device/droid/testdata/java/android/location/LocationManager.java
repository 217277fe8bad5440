package android.location;

import java.util.*;
import java.util.concurrent.CopyOnWriteArraySet;
import world.World;

public class LocationManager {
	public static final LocationManager only = new LocationManager();
	public final Set<LocationListener> listeners = new CopyOnWriteArraySet<>();
	public Location last;
	public LocationProvider getProvider(String name) { return name.equals("gps") || name.equals("network") ? new LocationProvider() : null; }
	public boolean isProviderEnabled(String name) { return World.receivers.contains(name); }
	private void check() {
		if (!World.granted.contains("android.permission.ACCESS_FINE_LOCATION") && !World.granted.contains("android.permission.ACCESS_COARSE_LOCATION"))
			throw new SecurityException("needs a permission");
	}
	public Location getLastKnownLocation(String name) { check(); return name.equals("gps") ? last : null; }
	public void requestLocationUpdates(String name, long time, float distance, LocationListener l, android.os.Looper looper) {
		check();
		if (looper == null) throw new IllegalArgumentException("no looper");
		listeners.add(l);
	}
	public void removeUpdates(LocationListener l) { if (!listeners.remove(l)) throw new IllegalArgumentException("never asked"); }
	public void tell(Location l) { last = l; for (LocationListener o : listeners) o.onLocationChanged(l); }
	public void switched(String name, boolean on) {
		for (LocationListener o : listeners) { if (on) o.onProviderEnabled(name); else o.onProviderDisabled(name); o.onStatusChanged(name, 0, null); }
	}
}
