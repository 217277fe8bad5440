package android.database;
import java.util.*;
public class MatrixCursor implements Cursor {
	public String[] columns;
	public List<Object[]> rows = new ArrayList<>();
	public MatrixCursor(String[] columns) { this.columns = columns; }
	public void addRow(Object[] row) { rows.add(row); }
}
