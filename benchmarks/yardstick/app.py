"""The yardstick: the same data shown the straightforward way, with the defaults of Streamlit, pandas and folium.

It is written as the tutorials of the libraries show it, and not made slow on purpose: the table is cached, and at most 250 listings are
drawn. It has no plain pages, no languages, no safety shell and no rules for what a child may be shown.
"""

from pathlib import Path

import folium
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

LISTINGS = Path(__file__).resolve().parents[2] / "data" / "listings"
MOST = 250


@st.cache_data
def load() -> pd.DataFrame:
    files = sorted(LISTINGS.glob("*.csv"))
    return pd.concat([pd.read_csv(file, dtype=str, keep_default_na=False) for file in files], ignore_index=True)


listings = load()
st.title("Find help")
countries = sorted(listings["country"].unique())
country = st.selectbox("Country", countries, index=countries.index("ZA"), key="country")
category = st.selectbox("Category", ["", *sorted({part for cell in listings["categories"] for part in cell.split(";")})], key="category")
free = st.checkbox("Free", key="free")

shown = listings[listings["country"] == country]
if category:
    shown = shown[shown["categories"].str.split(";").map(lambda parts: category in parts)]
if free:
    shown = shown[shown["cost"] == "free"]
shown = shown[shown["latitude"] != ""].head(MOST)
st.write(f"{len(shown)} places")

places = folium.Map()
for row in shown.itertuples():
    position = [float(row.latitude), float(row.longitude)]
    folium.Marker(position, popup=f"<b>{row.name}</b><br>{row.phones}", tooltip=row.name).add_to(places)
if len(shown):
    places.fit_bounds(places.get_bounds())
st_folium(places, width=700, height=450)

for row in shown.itertuples():
    with st.container(border=True):
        st.subheader(row.name)
        st.write(row.listing_type, row.address, row.city)
        st.write(row.phones)
        st.write(row.website)
