# What those who follow new documents read.
