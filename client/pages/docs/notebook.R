# R and nothing else. With arrow: read_parquet() reads the same tables.
base <- "http://127.0.0.1:8080"

rows <- function(name, query) {
  read.csv(paste0(base, "/api/v1/export/", name, ".csv?", query), encoding = "UTF-8")
}

asked <- "dyads=KOR-RUS&from=2024-01-01&to=2024-06-30&step=month"
points <- rows("series", asked)
parts <- rows("contributions", asked)

# Every point is the sum of its events.
sums <- aggregate(indexPoints ~ date, data = parts, FUN = sum)
both <- merge(points, sums, by = "date")
stopifnot(abs(both$neutral + both$indexPoints - both$index) < 1e-9)
print(both[, c("date", "index", "low", "high")])

# Which model, and as known when: the same in every row.
print(unique(points[, c("model", "modelVersion", "asOf")]))
