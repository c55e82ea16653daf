"""Compares the columns of two .npy files by Evidently, and prints a line for each run: the test, the seconds, the scores.

    python peer.py FOLDER RUNS [TEST…]

The data frames are made before the clock runs, and each test is called for each column without the report around it, which is
the least that Evidently does. A test is its name in Evidently, or `default`: the one that it takes by itself.
"""

import sys
import time

import numpy as np
import pandas as pd
from evidently.legacy.calculations.stattests import get_stattest
from evidently.legacy.core import ColumnType


def main():
    folder, runs, methods = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    reference, current = (pd.DataFrame(np.load(f"{folder}/{side}.npy").T) for side in ("reference", "current"))
    for method in methods:
        for _ in range(runs):
            begun = time.perf_counter()
            scores = []
            for column in reference:
                sides = reference[column], current[column]
                # Which test it is depends on the data, so finding it belongs to the work.
                test = get_stattest(*sides, ColumnType.Numerical, None if method == "default" else method)
                scores.append(test(*sides, ColumnType.Numerical, None).drift_score)
            print(method, time.perf_counter() - begun, *(f"{score:.17g}" for score in scores), flush=True)


if __name__ == "__main__":
    main()
