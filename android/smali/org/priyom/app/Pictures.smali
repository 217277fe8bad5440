# Lets the camera write a picture into a private file of ours, and others read what is shared. No Go: the system starts this alone in a
# new process when ours was ended while the camera was in front. Only files directly in no_backup/handout, and only for those whom a grant names.
.class public Lorg/priyom/app/Pictures;
.super Landroid/content/ContentProvider;

.method public constructor <init>()V
    .registers 1
    invoke-direct {p0}, Landroid/content/ContentProvider;-><init>()V
    return-void
.end method

.method public onCreate()Z
    .registers 2
    const/4 v0, 0x1
    return v0
.end method

.method public openFile(Landroid/net/Uri;Ljava/lang/String;)Landroid/os/ParcelFileDescriptor;
    .registers 5
    invoke-direct {p0, p1}, Lorg/priyom/app/Pictures;->file(Landroid/net/Uri;)Ljava/io/File;
    move-result-object v0
    invoke-static {p2}, Landroid/os/ParcelFileDescriptor;->parseMode(Ljava/lang/String;)I
    move-result v1
    invoke-static {v0, v1}, Landroid/os/ParcelFileDescriptor;->open(Ljava/io/File;I)Landroid/os/ParcelFileDescriptor;
    move-result-object v0
    return-object v0
.end method

# file is where an address leads; the file must be there already: Go makes it, and the camera fills it.
.method private file(Landroid/net/Uri;)Ljava/io/File;
    .registers 6
    invoke-virtual {p1}, Landroid/net/Uri;->getLastPathSegment()Ljava/lang/String;
    move-result-object v0
    if-eqz v0, :refuse
    const/16 v1, 0x2f
    invoke-virtual {v0, v1}, Ljava/lang/String;->indexOf(I)I
    move-result v1
    if-gez v1, :refuse
    const-string v1, "."
    invoke-virtual {v0, v1}, Ljava/lang/String;->startsWith(Ljava/lang/String;)Z
    move-result v1
    if-nez v1, :refuse
    invoke-virtual {p0}, Lorg/priyom/app/Pictures;->getContext()Landroid/content/Context;
    move-result-object v1
    invoke-virtual {v1}, Landroid/content/Context;->getNoBackupFilesDir()Ljava/io/File;
    move-result-object v1
    new-instance v2, Ljava/io/File;
    const-string v3, "handout"
    invoke-direct {v2, v1, v3}, Ljava/io/File;-><init>(Ljava/io/File;Ljava/lang/String;)V
    new-instance v1, Ljava/io/File;
    invoke-direct {v1, v2, v0}, Ljava/io/File;-><init>(Ljava/io/File;Ljava/lang/String;)V
    invoke-virtual {v1}, Ljava/io/File;->isFile()Z
    move-result v0
    if-eqz v0, :refuse
    return-object v1
    :refuse
    new-instance v0, Ljava/io/FileNotFoundException;
    const-string v1, "no such picture"
    invoke-direct {v0, v1}, Ljava/io/FileNotFoundException;-><init>(Ljava/lang/String;)V
    throw v0
.end method

# getType tells by the ending of the name.
.method public getType(Landroid/net/Uri;)Ljava/lang/String;
    .registers 4
    invoke-virtual {p1}, Landroid/net/Uri;->getLastPathSegment()Ljava/lang/String;
    move-result-object v0
    if-eqz v0, :unknown
    invoke-static {v0}, Ljava/net/URLConnection;->guessContentTypeFromName(Ljava/lang/String;)Ljava/lang/String;
    move-result-object v0
    if-eqz v0, :unknown
    return-object v0
    :unknown
    const-string v0, "application/octet-stream"
    return-object v0
.end method

# query tells name and size, whatever columns are asked for: who receives a file finds them by their names.
.method public query(Landroid/net/Uri;[Ljava/lang/String;Ljava/lang/String;[Ljava/lang/String;Ljava/lang/String;)Landroid/database/Cursor;
    .registers 12
    invoke-direct {p0, p1}, Lorg/priyom/app/Pictures;->file(Landroid/net/Uri;)Ljava/io/File;
    move-result-object v0
    const/4 v1, 0x2
    new-array v2, v1, [Ljava/lang/String;
    const/4 v3, 0x0
    const/4 v4, 0x1
    const-string v5, "_display_name"
    aput-object v5, v2, v3
    const-string v5, "_size"
    aput-object v5, v2, v4
    new-instance v5, Landroid/database/MatrixCursor;
    invoke-direct {v5, v2}, Landroid/database/MatrixCursor;-><init>([Ljava/lang/String;)V
    new-array v2, v1, [Ljava/lang/Object;
    invoke-virtual {v0}, Ljava/io/File;->getName()Ljava/lang/String;
    move-result-object v1
    aput-object v1, v2, v3
    invoke-virtual {v0}, Ljava/io/File;->length()J
    move-result-wide v0
    invoke-static {v0, v1}, Ljava/lang/Long;->valueOf(J)Ljava/lang/Long;
    move-result-object v0
    aput-object v0, v2, v4
    invoke-virtual {v5, v2}, Landroid/database/MatrixCursor;->addRow([Ljava/lang/Object;)V
    return-object v5
.end method

.method public insert(Landroid/net/Uri;Landroid/content/ContentValues;)Landroid/net/Uri;
    .registers 4
    const/4 v0, 0x0
    return-object v0
.end method

.method public delete(Landroid/net/Uri;Ljava/lang/String;[Ljava/lang/String;)I
    .registers 5
    const/4 v0, 0x0
    return v0
.end method

.method public update(Landroid/net/Uri;Landroid/content/ContentValues;Ljava/lang/String;[Ljava/lang/String;)I
    .registers 6
    const/4 v0, 0x0
    return v0
.end method
