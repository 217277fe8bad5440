package android.net;

public class ConnectivityManager {
	public static final ConnectivityManager only = new ConnectivityManager();
	private final java.util.Set<NetworkCallback> callbacks = new java.util.concurrent.CopyOnWriteArraySet<>();
	public static class NetworkCallback {
		public void onAvailable(Network n) { }
		public void onLost(Network n) { }
	}
	public void registerNetworkCallback(NetworkRequest r, NetworkCallback c) {
		if (r.capability != 12) throw new IllegalArgumentException("not the internet");
		callbacks.add(c);
	}
	public void unregisterNetworkCallback(NetworkCallback c) {
		if (!callbacks.remove(c)) throw new IllegalArgumentException("NetworkCallback was not registered");
	}
	public int heard() { return callbacks.size(); }
	public void tell(boolean on) { for (NetworkCallback c : callbacks) { if (on) c.onAvailable(new Network()); else c.onLost(new Network()); } }
}
