# Python 3 and nothing else. With pandas: pandas.read_csv(address) or pandas.read_parquet(address).
import csv
import io
import urllib.parse
import urllib.request

BASE = "http://127.0.0.1:8080"


def table(name, **query):
    address = f"{BASE}/api/v1/export/{name}.csv?{urllib.parse.urlencode(query)}"
    with urllib.request.urlopen(address) as answer:
        return list(csv.DictReader(io.TextIOWrapper(answer, encoding="utf-8", newline="")))


asked = {"dyads": "KOR-RUS", "from": "2024-01-01", "to": "2024-06-30", "step": "month"}
points = table("series", **asked)
parts = table("contributions", **asked)

# Every point is the sum of its events.
for point in points:
    of_day = [part for part in parts if part["date"] == point["date"]]
    total = float(point["neutral"]) + sum(float(part["indexPoints"]) for part in of_day)
    assert abs(total - float(point["index"])) < 1e-9
    print(point["date"], f"{float(point['index']):.1f}", len(of_day), "events")

# Which model, and as known when: the same in every row.
print(points[0]["model"], points[0]["modelVersion"], points[0]["asOf"])
