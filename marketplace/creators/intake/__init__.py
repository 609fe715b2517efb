"""Reading what others export: files of any encoding, mapping files, converters. Pure: knows no database."""
