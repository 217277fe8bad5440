# Hears when a network comes and goes.
.class public Lorg/priyom/app/Line;
.super Landroid/net/ConnectivityManager$NetworkCallback;

.method public constructor <init>()V
    .registers 1
    invoke-direct {p0}, Landroid/net/ConnectivityManager$NetworkCallback;-><init>()V
    return-void
.end method

.method public onAvailable(Landroid/net/Network;)V
    .registers 3
    const/4 v0, 0x1
    invoke-static {v0}, Lorg/priyom/app/Line;->line(Z)V
    return-void
.end method

.method public onLost(Landroid/net/Network;)V
    .registers 3
    const/4 v0, 0x0
    invoke-static {v0}, Lorg/priyom/app/Line;->line(Z)V
    return-void
.end method

.method private static native line(Z)V
.end method
