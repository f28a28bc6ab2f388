"""What a coordinator takes along: workbook, CSV, HXL, GeoJSON, a report on paper, and the run as a file that can be repeated."""
