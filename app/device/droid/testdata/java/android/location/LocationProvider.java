package android.location;
public class LocationProvider { }
