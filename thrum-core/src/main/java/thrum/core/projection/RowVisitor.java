package thrum.core.projection;

/** Is shown the rows of a query one after another; must not keep the row. */
@FunctionalInterface
public interface RowVisitor {
  void visit(Row row);
}
